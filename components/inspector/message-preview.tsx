'use client'

import { Monitor, Smartphone } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import type { MessageNode } from '#flows/graph/message-node.ts'
import { useMessagePreview } from '../api/message-preview.ts'
import { useEditor } from '../canvas/use-editor.ts'
import { cn } from '../ui/cn.ts'
import { Segmented } from '../ui/segmented.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { PushPreview } from './push-preview.tsx'

const WIDTHS = { desktop: 640, phone: 375 } as const

/** The message as a person would get it, drawn by the server from the draft. */
export function MessagePreview({ node, wide = false }: { node: MessageNode; wide?: boolean }) {
  const t = useTranslations('inspector.email')
  const locale = useLocale()
  const flow = useEditor((state) => state.history.present)
  const graph = useQuiet(useDeferredValue(flow))
  const [device, setDevice] = useState<'desktop' | 'phone'>('phone')
  const { data, error, isPending } = useMessagePreview({ graph, node: node.id, locale, enabled: true })
  return (
    <section
      aria-label={t('preview')}
      className="flex min-w-0 flex-col gap-2.5"
      data-testid="message-preview"
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{t('preview')}</h3>
        {node.kind === 'email' && (
          <Segmented
            aria-label={t('preview')}
            size="sm"
            value={device}
            onValueChange={setDevice}
            options={[
              { value: 'phone', label: <Smartphone aria-hidden />, 'aria-label': t('phone') },
              { value: 'desktop', label: <Monitor aria-hidden />, 'aria-label': t('desktop') },
            ]}
          />
        )}
      </div>
      {isPending && <Skeleton className={node.kind === 'email' ? 'h-96' : 'h-20'} />}
      {error && !data && (
        <p className="rounded-lg border bg-muted px-3 py-2.5 text-[13px] text-muted-foreground">
          {t('previewFailed', { reason: error.message })}
        </p>
      )}
      {data && node.kind === 'push' && <PushPreview preview={data} />}
      {data && (node.kind === 'sms' || node.kind === 'whatsapp') && (
        <p className="max-w-72 self-start rounded-2xl rounded-bl-sm bg-primary-soft px-3.5 py-2.5 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {data.text}
        </p>
      )}
      {data && node.kind === 'email' && (
        <>
          <div className="rounded-lg border bg-card px-3 py-2.5">
            <p className="truncate text-xs text-muted-foreground">{data.from}</p>
            <p className="text-sm font-medium [overflow-wrap:anywhere]">{data.subject || t('noSubject')}</p>
            {data.preheader && (
              <p className="line-clamp-2 text-[13px] text-muted-foreground">{data.preheader}</p>
            )}
          </div>
          <Frame html={data.html} width={WIDTHS[device]} title={t('previewTitle')} wide={wide} />
        </>
      )}
      {data?.warnings.map((warning) => {
        const text = typeof warning === 'string' ? warning : warning.message
        return (
          <p key={text} className="text-[13px] text-paused">
            {text}
          </p>
        )
      })}
    </section>
  )
}

/** The last flow that has stood still for a moment, so that the server isn't asked at every letter. */
function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), 350)
    return () => clearTimeout(timer)
  }, [value])
  return quiet
}

/** A sandboxed frame, as wide as the device and scaled to the room there is. */
function Frame({ html, width, title, wide }: { html: string; width: number; title: string; wide: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const scale = room === 0 ? 1 : Math.min(1, room / width)
  const height = wide ? Math.max(360, window.innerHeight - 340) : 520
  return (
    <div ref={box} className="overflow-hidden rounded-lg border bg-muted" style={{ height }}>
      <iframe
        title={title}
        sandbox=""
        srcDoc={html}
        className={cn('block border-0', room === 0 && 'invisible')}
        style={{
          width,
          height: height / scale,
          transform: `scale(${scale})`,
          transformOrigin: 'top left',
          marginLeft: Math.max(0, (room - width * scale) / 2),
        }}
      />
    </div>
  )
}
