'use client'

import { useTranslations } from 'next-intl'
import type { NodeConfig } from '#flows/graph/flow.ts'
import { type TemplateVariable, useWhatsappTemplates } from '../../api/whatsapp-templates.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { ProblemField } from '../problem-field.tsx'

type Template = NodeConfig<'whatsapp'>['template']

const keyOf = ({ name, language }: Pick<Template, 'name' | 'language'>) => `${name} ${language}`

/**
 * Which approved template is sent: one of the account's, or a name that is typed where the account can't be asked.
 * `variables` are what the picked one has to be filled in with; null where that isn't known.
 */
export function TemplatePicker({
  node,
  template,
  onPick,
}: {
  node: string
  template: Template
  onPick: (template: Template, variables: readonly TemplateVariable[] | null) => void
}) {
  const t = useTranslations('inspector.whatsapp')
  const { templates, state } = useWhatsappTemplates()
  const listed = templates.some((one) => keyOf(one) === keyOf(template))
  const hint =
    state === 'unconnected' ? t('unconnected') : state === 'failed' ? t('unlisted') : t('templateHint')
  return (
    <ProblemField node={node} field="template.name" label={t('template')} hint={hint}>
      {(control) => (
        <Combobox
          {...control}
          value={listed ? keyOf(template) : template.name}
          placeholder={t('choose')}
          searchPlaceholder={t('search')}
          allowCustom
          options={templates.map((one) => ({
            value: keyOf(one),
            label: `${one.name} · ${one.language}`,
            detail: one.body.replace(/\s+/g, ' '),
          }))}
          onValueChange={(value) => {
            const picked = templates.find((one) => keyOf(one) === value)
            if (picked === undefined) {
              onPick({ name: value.trim(), language: template.language }, null)
              return
            }
            const { name, language, header, body, footer } = picked
            onPick(
              {
                name,
                language,
                ...(header === null ? {} : { header }),
                ...(body === '' ? {} : { body }),
                ...(footer === null ? {} : { footer }),
              },
              picked.variables,
            )
          }}
        />
      )}
    </ProblemField>
  )
}
