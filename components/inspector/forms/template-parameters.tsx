'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { NodeConfig, TemplateParameter } from '#flows/graph/flow.ts'
import { useWhatsappTemplates } from '../../api/whatsapp-templates.ts'
import { Button } from '../../ui/button.tsx'
import { LiquidField } from '../liquid-field.tsx'
import { ProblemField, ProblemGroup } from '../problem-field.tsx'

/** What stands for each variable of a template. Where the template is only known by name, variables are added by hand. */
export function TemplateParameters({
  node,
  template,
  value,
  onChange,
}: {
  node: string
  template: NodeConfig<'whatsapp'>['template']
  value: readonly TemplateParameter[]
  onChange: (value: TemplateParameter[]) => void
}) {
  const t = useTranslations('inspector.whatsapp')
  const nameOf = useParameterName()
  const { templates } = useWhatsappTemplates()
  const known = templates.find(
    ({ name, language }) => name === template.name && language === template.language,
  )
  const typed = template.name !== '' && template.body === undefined && known === undefined
  if (value.length === 0 && !typed) return null
  const exampleOf = ({ in: place, name }: TemplateParameter) =>
    known?.variables.find((one) => one.in === place && one.name === name)?.example ?? null
  const set = (index: number, text: string) =>
    onChange(value.map((one, at) => (at === index ? { ...one, value: text } : one)))
  return (
    <ProblemGroup node={node} field="parameters" title={t('parameters')} hint={t('parametersHint')}>
      <div className="flex flex-col gap-4">
        {value.map((parameter, index) => {
          const example = exampleOf(parameter)
          return (
            <ProblemField
              key={`${parameter.in} ${parameter.name}`}
              node={node}
              field={`parameters.${index}`}
              label={nameOf(parameter)}
              hint={example !== null && t('example', { example })}
              aside={
                typed && (
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={t('remove', { name: nameOf(parameter) })}
                    onClick={() => onChange(value.filter((_, at) => at !== index))}
                  >
                    <X aria-hidden />
                  </Button>
                )
              }
            >
              {(control) => (
                <LiquidField
                  {...control}
                  value={parameter.value}
                  onValueChange={(text) => set(index, text)}
                />
              )}
            </ProblemField>
          )
        })}
        {typed && (
          <Button
            variant="secondary"
            size="sm"
            className="self-start"
            onClick={() => onChange([...value, { in: 'body', name: nextNumber(value), value: '' }])}
          >
            <Plus aria-hidden />
            {t('add')}
          </Button>
        )}
      </div>
    </ProblemGroup>
  )
}

/** What a variable is called: by its number or name, and where it stands. */
function useParameterName(): (parameter: TemplateParameter) => string {
  const t = useTranslations('inspector.whatsapp')
  return ({ in: place, name }) => {
    if (place === 'button') return t('parameter.button', { n: Number(name) + 1 })
    if (place === 'header' && (name === 'image' || name === 'video' || name === 'document'))
      return t(`media.${name}`)
    return t(`parameter.${place}`, { name: `{{${name}}}` })
  }
}

function nextNumber(parameters: readonly TemplateParameter[]): string {
  const taken = new Set(parameters.filter((one) => one.in === 'body').map(({ name }) => name))
  for (let n = 1; ; n++) if (!taken.has(String(n))) return String(n)
}
