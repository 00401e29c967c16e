'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form'
import { toast } from 'sonner'
import {
  type Connection,
  type ConnectionWishes,
  connectionsQuery,
  saveConnection,
} from '../api/connections.ts'
import { isApiError } from '../api/fetch-json.ts'
import { useProviderError } from './use-provider-error.ts'

interface SaveArgs {
  connection: Connection | null
  channel: ConnectionWishes['channel']
  provider: ConnectionWishes['provider']
  close: () => void
}

/** Saves a provider's settings; bad fields go to the form, the provider's own words above it. */
export function useSaveConnection({ connection, channel, provider, close }: SaveArgs) {
  const t = useTranslations('connections')
  const providerError = useProviderError()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)

  async function save<V extends FieldValues>(
    settings: Record<string, unknown>,
    testTo: string,
    setError: UseFormSetError<V>,
  ): Promise<void> {
    setProblem(null)
    try {
      const wishes = { channel, provider, settings, ...(testTo === '' ? {} : { testTo }) }
      await saveConnection(wishes, connection?.id ?? null)
      toast.success(t(testTo === '' ? 'connected' : 'connectedAndSent', { to: testTo }))
      close()
      await queries.invalidateQueries({ queryKey: connectionsQuery.queryKey })
    } catch (error) {
      const bad = isApiError(error) ? error.errors.filter(({ pointer }) => fieldOf(pointer) !== null) : []
      for (const { pointer, message } of bad) setError(fieldOf(pointer) as FieldPath<V>, { message })
      setProblem(bad.length > 0 ? null : providerError(error))
    }
  }
  return { problem, save }
}

function fieldOf(pointer: string): string | null {
  return /^\/(?:settings\/)?(\w+)$/.exec(pointer)?.[1]?.replace(/^settings$/, '') || null
}
