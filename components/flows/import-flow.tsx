'use client'

import { Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { toast } from 'sonner'
import { NoFlowFile, readFlowFile } from '#flows/graph/flow-file.ts'
import { useCreateFlow } from '../api/flows.ts'
import { useErrorText } from '../error-text.ts'
import { Button } from '../ui/button.tsx'

/** Makes a draft of a flow's file and goes to its canvas. */
export function ImportFlow() {
  const t = useTranslations('flows.file')
  const router = useRouter()
  const errorText = useErrorText()
  const create = useCreateFlow()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File) => {
    try {
      const flow = await create.mutateAsync({ graph: readFlowFile(await file.text()) })
      router.push(`/flows/${flow.id}`)
    } catch (error) {
      if (!(error instanceof NoFlowFile)) return void toast.error(errorText(error))
      const [first] = error.fields
      toast.error(first ? t('badField', { field: first.pointer.slice(1).replaceAll('/', '.') }) : t('noFlow'))
    }
  }
  return (
    <>
      <Button variant="secondary" busy={create.isPending} onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        {t('import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={t('choose')}
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          const file = target.files?.[0]
          target.value = ''
          if (file) void take(file)
        }}
      />
    </>
  )
}
