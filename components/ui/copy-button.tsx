'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

/** Copies `text`; says for two seconds that it did. With `label` the words are shown, else an icon. */
export function CopyButton({
  text,
  label,
  className,
  variant = 'secondary',
}: {
  text: string
  label?: string
  className?: string
  variant?: 'secondary' | 'ghost' | 'primary'
}) {
  const t = useTranslations('ui')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy() {
    await writeClipboard(text)
    setCopied(true)
  }

  const Icon = copied ? Check : Copy
  return (
    <>
      <Button
        variant={variant}
        size={label ? 'sm' : 'icon-sm'}
        className={className}
        aria-label={label ? undefined : copied ? t('copied') : t('copy')}
        onClick={copy}
      >
        <Icon aria-hidden className={copied ? 'text-live' : undefined} />
        {label && (copied ? t('copied') : label)}
      </Button>
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </>
  )
}

/** The clipboard, also on plain http addresses, where browsers keep `navigator.clipboard` away. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
