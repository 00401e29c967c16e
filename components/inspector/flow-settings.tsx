'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { updateSettings } from '#flows/graph/edit/set-trigger.ts'
import { sendingQuery } from '../api/workspace.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { EntrySettings } from './settings/entry-settings.tsx'
import { GoalSettings } from './settings/goal-settings.tsx'
import { MessageSettings } from './settings/message-settings.tsx'
import { OwnAttribution } from './settings/own-attribution.tsx'
import { OwnUtm } from './settings/own-utm.tsx'
import type { SettingsProps } from './settings/settings-props.ts'
import { settingsSentences } from './settings-sentences.ts'
import { useBuilderScope } from './use-flow-facts.ts'

/** What holds for the flow as a whole, and in plain words what it does together. */
export function FlowSettings() {
  const t = useTranslations('inspector.settings')
  const store = useEditorStore()
  const words = useConditionWords()
  const settings = useEditor((state) => state.history.present.settings)
  const { key } = useBuilderScope()
  const { data: shop } = useQuery(sendingQuery)
  const set: SettingsProps['set'] = (part, field) =>
    store.edit((flow) => updateSettings(flow, { settings: part }), `settings.${field}`)
  return (
    <div className="flex flex-col gap-8">
      <section
        aria-label={t('together')}
        className="flex flex-col gap-1 rounded-lg bg-muted px-4 py-3 text-sm [overflow-wrap:anywhere]"
        data-testid="settings-sentence"
      >
        {settingsSentences(settings, key, words, t as never, shop).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      <Group title={t('groups.enter')}>
        <EntrySettings settings={settings} set={set} />
      </Group>
      <Group title={t('groups.goal')}>
        <GoalSettings settings={settings} set={set} />
      </Group>
      <Group title={t('groups.messages')}>
        <MessageSettings settings={settings} shop={shop} set={set} />
      </Group>
      <Group title={t('groups.counts')}>
        <OwnAttribution
          value={settings.attribution}
          onChange={(attribution, field) => set({ attribution }, field)}
        />
        <OwnUtm value={settings.utm} onChange={(utm, field) => set({ utm }, field)} />
      </Group>
    </div>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-5">
      <p className="border-b pb-1.5 text-[13px] font-medium text-muted-foreground">{title}</p>
      {children}
    </section>
  )
}
