'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { type ApiKey, keysQuery } from '../api/keys.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { Alert } from '../ui/alert.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { KeyDialog } from './key-dialog.tsx'

/** The keys shops and scripts use: made, recognised, ended. */
export function KeysSettings() {
  const t = useTranslations('settings.keys')
  const errorText = useErrorText()
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<ApiKey | null>(null)
  const keys = useQuery(keysQuery)
  const working = keys.data?.items.filter((key) => key.revokedAt === null)
  const revoke = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/v1/keys/${id}`, { method: 'DELETE' }),
    onSuccess: () => toast.success(t('revoked')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => {
      setEnding(null)
      return queries.invalidateQueries({ queryKey: keysQuery.queryKey })
    },
  })
  const create = (
    <Button onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      {t('create')}
    </Button>
  )
  return (
    <Card>
      <CardHeader
        title={t('title')}
        description={t('hint')}
        actions={working && working.length > 0 && create}
      />
      {keys.isError && (
        <Alert tone="error" className="m-5 mt-0">
          {errorText(keys.error)}
        </Alert>
      )}
      {keys.isPending && <Skeleton className="m-5 mt-0 h-20" />}
      {working?.length === 0 && (
        <EmptyState picture={<KeyRound />} title={t('empty')} description={t('emptyHint')} actions={create} />
      )}
      {working && working.length > 0 && <KeyTable keys={working} onRevoke={setEnding} />}
      <KeyDialog open={making} onOpenChange={setMaking} />
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={t('revokeTitle', { name: ending?.name ?? '' })}
        description={t('revokeHint')}
        confirm={t('revoke')}
        busy={revoke.isPending}
        onConfirm={() => ending && revoke.mutate(ending.id)}
      />
    </Card>
  )
}

function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const t = useTranslations('settings.keys')
  const format = useFormat()
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t('name')}</TableHeader>
          <TableHeader>{t('scopes')}</TableHeader>
          <TableHeader>{t('created')}</TableHeader>
          <TableHeader>{t('lastUsed')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('actions')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.id}>
            <TableCell>
              <span className="block font-medium">{key.name}</span>
              <code className="text-[13px] text-muted-foreground">{key.prefix}…</code>
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                {key.kind === 'public' ? (
                  <Badge tone="accent">{t('public')}</Badge>
                ) : (
                  key.scopes.map((scope) => <Badge key={scope}>{t(`scope.${scope}`)}</Badge>)
                )}
              </span>
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              {format.date(key.createdAt)}
            </TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              {key.lastUsedAt ? (
                <time dateTime={key.lastUsedAt} title={format.dateTime(key.lastUsedAt)}>
                  {format.relative(key.lastUsedAt)}
                </time>
              ) : (
                t('never')
              )}
            </TableCell>
            <TableCell numeric>
              <Tooltip content={t('revoke')}>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={t('revokeName', { name: key.name })}
                  onClick={() => onRevoke(key)}
                >
                  <Trash2 aria-hidden />
                </Button>
              </Tooltip>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
