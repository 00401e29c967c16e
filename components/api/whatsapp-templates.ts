'use client'

import { useQuery } from '@tanstack/react-query'
import type { TemplateParameter } from '#flows/graph/flow.ts'
import { useConnectedProviders } from './connected-providers.ts'
import { fetchJson } from './fetch-json.ts'

export type TemplateVariable = Pick<TemplateParameter, 'in' | 'name'> & { example: string | null }

/** An approved template of the connected account. */
export interface WhatsappTemplate {
  name: string
  language: string
  category: string
  header: string | null
  body: string
  footer: string | null
  variables: TemplateVariable[]
}

const NONE: WhatsappTemplate[] = []

/** The approved templates, as far as an account is connected and can be asked. */
export function useWhatsappTemplates(): {
  templates: WhatsappTemplate[]
  state: 'loading' | 'listed' | 'failed' | 'unconnected'
} {
  const providers = useConnectedProviders()
  const id = providers.data?.find(({ channel }) => channel === 'whatsapp')?.id
  const templates = useQuery({
    queryKey: ['connections', 'templates', id],
    queryFn: ({ signal }) =>
      fetchJson<{ items: WhatsappTemplate[] }>(`/api/v1/connections/${id}/templates`, { signal }),
    enabled: id !== undefined,
    retry: false,
    staleTime: 60_000,
  })
  if (providers.isSuccess && id === undefined) return { templates: NONE, state: 'unconnected' }
  if (templates.isError) return { templates: NONE, state: 'failed' }
  return { templates: templates.data?.items ?? NONE, state: templates.isSuccess ? 'listed' : 'loading' }
}
