'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { type TeamInvitation, teamQuery } from '../api/team.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tooltip } from '../ui/tooltip.tsx'

/** The address a person opens to accept. */
export function inviteLink(id: string): string {
  return new URL(`/invite/${id}`, window.location.origin).href
}

/** Invitations nobody has accepted yet, each with its link. */
export function InvitationTable({ invitations }: { invitations: TeamInvitation[] }) {
  const t = useTranslations('settings.team')
  const roles = useTranslations('nav.role')
  const format = useFormat()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: (id: string) => fetchJson(`/api/v1/team/invitations/${id}`, { method: 'DELETE' }),
    onSuccess: () => toast.success(t('withdrawn')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: teamQuery.queryKey }),
  })
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t('email')}</TableHeader>
          <TableHeader>{t('role')}</TableHeader>
          <TableHeader>{t('expires')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('actions')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {invitations.map(({ id, email, role, expiresAt }) => (
          <TableRow key={id}>
            <TableCell className="max-w-56 truncate font-medium" title={email}>
              {email}
            </TableCell>
            <TableCell>{roles(role)}</TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <time dateTime={expiresAt} title={format.dateTime(expiresAt)}>
                {format.date(expiresAt)}
              </time>
            </TableCell>
            <TableCell>
              <span className="flex justify-end gap-1">
                <CopyButton text={inviteLink(id)} label={t('copyLink')} />
                <Tooltip content={t('withdraw')}>
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={t('withdrawFor', { email })}
                    busy={cancel.isPending && cancel.variables === id}
                    onClick={() => cancel.mutate(id)}
                  >
                    <X aria-hidden />
                  </Button>
                </Tooltip>
              </span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
