'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { actOnFlow, deleteFlow, duplicateFlow, fetchGraph, setFlowTags } from '../api/flow-deeds.ts'
import { type FlowActionBodies, type FlowSummary, flowKeys } from '../api/flows.ts'
import { type Deed, fits } from './deeds.ts'
import { downloadFlow } from './download-flow.ts'
import { downloadFlows } from './download-flows.ts'
import { type Outcome, onEach } from './on-each.ts'
import { changedTags, type TagChange } from './tag-choice.ts'
import { Unfit, useTell } from './use-tell.tsx'

interface Work<R> {
  deed: Deed
  flows: FlowSummary[]
  each: (flow: FlowSummary) => Promise<R>
  /** Takes one back. */
  undo?: (flow: FlowSummary, result: R) => Promise<unknown>
  undoLabel?: string
}

/** What the list does to one flow or to many: each tells what came of it, and how to take it back where that is possible. */
export function useFlowDeeds() {
  const t = useTranslations('flows.list')
  const tf = useTranslations('flows')
  const router = useRouter()
  const client = useQueryClient()
  const { tell, tellUndone } = useTell()
  const running = useMutation({ mutationFn: (work: () => Promise<void>) => work() })

  /** Reads again what has changed: the list, and these flows where they are known. */
  const refresh = (flows: readonly { id: string }[]) =>
    Promise.all([
      client.invalidateQueries({ queryKey: [...flowKeys.all, 'list'] }),
      ...flows.flatMap(({ id }) => [
        client.invalidateQueries({ queryKey: flowKeys.detail(id) }),
        client.invalidateQueries({ queryKey: flowKeys.versions(id) }),
      ]),
    ])

  const carryOut = <R>(work: Work<R>) =>
    running.mutateAsync(async () => {
      const { deed, flows, each, undo, undoLabel = t('undo') } = work
      const outcome = await onEach(flows, (flow) =>
        fits(deed, flow) ? each(flow) : Promise.reject(new Unfit()),
      )
      await refresh(flows)
      const takeBack = undo && (() => void running.mutateAsync(() => undoAll(outcome, undo)))
      const job = outcome.done.some(({ result }) => jobOf(result))
      tell({
        deed,
        outcome,
        ...(deed === 'duplicate' && { name: nameOf(outcome.done[0]?.result) }),
        offer: takeBack
          ? { label: undoLabel, do: takeBack }
          : job
            ? { label: tf('toJobs'), do: () => router.push('/settings/jobs') }
            : undefined,
      })
    })

  async function undoAll<R>({ done }: Outcome<FlowSummary, R>, undo: NonNullable<Work<R>['undo']>) {
    const undone = await onEach(done, ({ of, result }) => undo(of, result))
    await refresh(done.map(({ of }) => of))
    tellUndone({
      done: [],
      failed: undone.failed.map(({ of, error }) => ({ of: of.of, error })),
    })
  }

  return {
    busy: running.isPending,
    pause: (flows: FlowSummary[]) =>
      carryOut({
        deed: 'pause',
        flows,
        each: ({ id }) => actOnFlow(id, { verb: 'pause', body: {} }),
        undo: ({ id }) => actOnFlow(id, { verb: 'resume', body: { backlog: 'send' } }),
      }),
    resume: (flows: FlowSummary[], body: FlowActionBodies['resume']) =>
      carryOut({
        deed: 'resume',
        flows,
        each: ({ id }) => actOnFlow(id, { verb: 'resume', body }),
        undo: ({ id }) => actOnFlow(id, { verb: 'pause', body: {} }),
        // what went out meanwhile stays out
        undoLabel: t('pauseAgain'),
      }),
    archive: (flows: FlowSummary[]) =>
      carryOut({ deed: 'archive', flows, each: ({ id }) => actOnFlow(id, { verb: 'archive', body: {} }) }),
    tag: (flows: FlowSummary[], change: TagChange) =>
      carryOut({
        deed: 'tag',
        flows,
        each: ({ id, tags }) => setFlowTags(id, changedTags(tags, change)),
        undo: ({ id, tags }) => setFlowTags(id, tags),
      }),
    duplicate: (flows: FlowSummary[]) =>
      carryOut({
        deed: 'duplicate',
        flows,
        each: ({ id }) => duplicateFlow(id),
        undo: (_, { id }) => deleteFlow(id),
      }),
    delete: (flows: FlowSummary[]) => carryOut({ deed: 'delete', flows, each: ({ id }) => deleteFlow(id) }),
    export: (flows: FlowSummary[]) =>
      running.mutateAsync(async () => {
        const outcome = await onEach(flows, ({ id }) => fetchGraph(id))
        const [first, ...more] = outcome.done.map(({ result }) => result)
        if (outcome.failed.length === 0 && first) {
          if (more.length === 0) downloadFlow(first)
          else downloadFlows([first, ...more])
        }
        tell({ deed: 'export', outcome })
      }),
  }
}

const jobOf = (result: unknown) => (result as { job?: string | null } | undefined)?.job ?? null
const nameOf = (result: unknown) => (result as { name?: string } | undefined)?.name ?? ''
