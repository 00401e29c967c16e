'use client'

import { useTranslations } from 'next-intl'
import { BesideCanvas } from '../canvas/beside-canvas.tsx'
import { TestPanel } from './test-panel.tsx'

/** The test tab of a flow: one person is led through the draft, and the path lights up. Nothing is sent. */
export function FlowTest() {
  const t = useTranslations('flows.test')
  return (
    <BesideCanvas mode="test" label={t('label')} title={t('title')} hint={t('hint')} testId="test-panel">
      <TestPanel />
    </BesideCanvas>
  )
}
