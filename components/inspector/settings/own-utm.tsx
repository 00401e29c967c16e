'use client'

import { useTranslations } from 'next-intl'
import { USUAL_UTM, UTM_NAMES, type Utm } from '#flows/content/utm.ts'
import { useEditor } from '../../canvas/use-editor.ts'
import { Input } from '../../ui/input.tsx'
import { ProblemField } from '../problem-field.tsx'
import { exampleLink } from './example-link.ts'
import { OwnRule } from './own-rule.tsx'

const OPTIONAL: ReadonlySet<string> = new Set(['content', 'term'])

/** What the links of this flow's messages say about where a visitor comes from. */
export function OwnUtm({
  value,
  onChange,
}: {
  value: Utm | undefined
  onChange: (value: Utm | undefined, field: string) => void
}) {
  const t = useTranslations('inspector.settings.utm')
  const tForm = useTranslations('inspector')
  const flow = useEditor((state) => state.history.present.name)
  return (
    <OwnRule
      field="settings.utm.on"
      title={t('title')}
      usual={t('usual')}
      label={t('own')}
      on={value !== undefined}
      onToggle={(on) => onChange(on ? USUAL_UTM : undefined, 'utm')}
    >
      {value && (
        <div className="flex flex-col gap-3">
          <p className="text-[13px] text-muted-foreground [&_code]:font-mono [&_code]:text-xs">
            {t.rich('hint', { code: (chunks) => <code>{`{{ ${chunks} }}`}</code> })}
          </p>
          {UTM_NAMES.map((name) => (
            <ProblemField
              key={name}
              node=""
              field={`settings.utm.${name}`}
              label={t(`names.${name}`)}
              aside={OPTIONAL.has(name) ? tForm('optional') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  maxLength={200}
                  spellCheck={false}
                  value={value[name] ?? ''}
                  onChange={({ target }) => onChange(withValue(value, name, target.value), `utm.${name}`)}
                />
              )}
            </ProblemField>
          ))}
          <p className="text-[13px] text-muted-foreground">
            {t('example')}
            <span
              className="mt-1 block rounded-md bg-muted px-2.5 py-1.5 font-mono text-xs text-foreground [overflow-wrap:anywhere]"
              data-testid="utm-example"
            >
              {exampleLink(value, flow)}
            </span>
          </p>
        </div>
      )}
    </OwnRule>
  )
}

/** Without the ones that may be left out and are. */
function withValue(utm: Utm, name: keyof Utm, text: string): Utm {
  const { [name]: _before, ...rest } = utm
  return (text === '' && OPTIONAL.has(name) ? rest : { ...utm, [name]: text }) as Utm
}
