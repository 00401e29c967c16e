'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type ExperimentReport, experimentsQuery, type PathReport } from '../api/experiments.ts'
import type { FlowReport } from '../api/reports.ts'
import { pathLetter } from '../canvas/node-views/branch-name.ts'
import { wordsOf } from '../canvas/node-views/registry.ts'
import { useFormat } from '../format.ts'
import { Badge } from '../ui/badge.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Progress } from '../ui/progress.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { useFigures } from './use-figures.ts'
import { useStepWords } from './use-step-words.ts'

const REFRESH_MS = 30_000

/** How the paths of a flow's experiments do beside each other; nothing where it has none. */
export function ExperimentsCard({ flowId, report }: { flowId: string; report: FlowReport }) {
  const t = useTranslations('reports.experiments')
  const words = useStepWords(report.trigger)
  const { data } = useQuery({ ...experimentsQuery(flowId), refetchInterval: REFRESH_MS })
  if (data === undefined || data.experiments.length === 0) return null
  return (
    <Card className="overflow-hidden" data-testid="experiments">
      <CardHeader title={t('title')} description={t('hint')} />
      {data.experiments.map((experiment) => {
        const step = report.steps.find(({ id }) => id === experiment.node)
        return (
          <section key={experiment.node} className="border-t">
            <div className="flex flex-col gap-0.5 px-5 pt-4 pb-2">
              <h3 className="text-sm font-semibold">{step ? wordsOf(step, words).title : experiment.node}</h3>
              <Standing experiment={experiment} />
            </div>
            <Paths experiment={experiment} />
          </section>
        )
      })}
    </Card>
  )
}

const nameOf = (paths: readonly PathReport[], id: string) => {
  const index = paths.findIndex((path) => path.id === id)
  return paths[index]?.name || pathLetter(Math.max(index, 0))
}

/** Whether it is decided, or when it will be. */
function Standing({ experiment: { metric, rule, winner, paths } }: { experiment: ExperimentReport }) {
  const t = useTranslations('reports.experiments')
  const tMetric = useTranslations('nodes.experiment.metrics')
  const format = useFormat()
  const text = () => {
    if (winner !== null) {
      return t('won', {
        path: nameOf(paths, winner.path),
        date: format.dateTime(winner.decidedAt),
        probability: format.percent(winner.probability),
      })
    }
    if (rule === null) return t('noRule', { metric: tMetric(metric) })
    const when = { metric: tMetric(metric), probability: format.percent(rule.probability) }
    return 'people' in rule.after
      ? t('afterPeople', { ...when, people: format.number(rule.after.people) })
      : t('afterDate', { ...when, date: format.date(rule.after.date) })
  }
  return <p className="text-[13px] text-muted-foreground">{text()}</p>
}

function Paths({ experiment: { metric, paths, people, winner } }: { experiment: ExperimentReport }) {
  const t = useTranslations('reports.experiments')
  const tMetric = useTranslations('nodes.experiment.metrics')
  const format = useFormat()
  const figures = useFigures()
  return (
    <Table className="min-w-160">
      <TableHead>
        <TableRow>
          <TableHeader>{t('path')}</TableHeader>
          <TableHeader numeric>{t('weight')}</TableHeader>
          <TableHeader numeric>{t('people')}</TableHeader>
          <TableHeader numeric>{t('conversions', { metric: tMetric(metric) })}</TableHeader>
          <TableHeader numeric>{t('rate')}</TableHeader>
          <TableHeader className="w-56">{t('chance')}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody className="figures">
        {paths.map((path) => (
          <TableRow key={path.id}>
            <TableCell className="font-medium">
              <span className="flex items-center gap-2">
                {nameOf(paths, path.id)}
                {winner?.path === path.id && <Badge tone="live">{t('winner')}</Badge>}
              </span>
            </TableCell>
            <TableCell numeric className="text-muted-foreground">
              {format.percent(path.weight / 100)}
            </TableCell>
            <TableCell numeric>{figures.count(path.people)}</TableCell>
            <TableCell numeric>{figures.count(path.successes)}</TableCell>
            <TableCell numeric>{path.people === 0 ? '–' : format.percent(path.rate)}</TableCell>
            <TableCell>
              {people === 0 ? (
                '–'
              ) : (
                <span className="flex items-center gap-3">
                  <Progress value={path.chance} label={t('chanceOf', { path: nameOf(paths, path.id) })} />
                  <span className="w-14 shrink-0 text-right">{format.percent(path.chance)}</span>
                </span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
