'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { UserMinus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { ROLES, type RoleName, type TeamMember, teamQuery } from '../api/team.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay, useSession } from '../session.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Select } from '../ui/select.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'
import { Tooltip } from '../ui/tooltip.tsx'

/** Members with their roles; changed in place by those who may. */
export function MemberTable({ members }: { members: TeamMember[] }) {
  const t = useTranslations('settings.team')
  const roles = useTranslations('nav.role')
  const format = useFormat()
  const errorText = useErrorText()
  const queries = useQueryClient()
  const { user } = useSession()
  const mayChange = useMay()('team:write')
  const [leaving, setLeaving] = useState<TeamMember | null>(null)
  const owners = members.filter((member) => member.role === 'owner').length

  const changed = () => queries.invalidateQueries({ queryKey: teamQuery.queryKey })
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: RoleName }) =>
      fetchJson(`/api/v1/team/members/${id}`, { method: 'PATCH', body: { role } }),
    onSuccess: () => toast.success(t('roleChanged')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: changed,
  })
  const remove = useMutation({
    mutationFn: ({ id }: TeamMember) => fetchJson(`/api/v1/team/members/${id}`, { method: 'DELETE' }),
    onSuccess: (_answer, member) => {
      setLeaving(null)
      if (member.userId === user.id) window.location.assign('/')
      else toast.success(t('removed', { name: member.name }))
    },
    onError: (error) => {
      setLeaving(null)
      toast.error(errorText(error))
    },
    onSettled: changed,
  })

  function mayTouch(member: TeamMember): boolean {
    if (!mayChange || (member.role === 'owner' && user.role !== 'owner')) return false
    return !(member.role === 'owner' && owners === 1)
  }

  return (
    <>
      <Table>
        <TableHead>
          <TableRow>
            <TableHeader>{t('person')}</TableHeader>
            <TableHeader className="w-44">{t('role')}</TableHeader>
            <TableHeader>{t('lastSeen')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('actions')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <TableRow key={member.id}>
              <TableCell>
                <span className="flex items-center gap-2 font-medium">
                  {member.name}
                  {member.userId === user.id && <Badge tone="accent">{t('you')}</Badge>}
                </span>
                <span
                  className="block max-w-40 truncate text-[13px] text-muted-foreground sm:max-w-64"
                  title={member.email}
                >
                  {member.email}
                </span>
              </TableCell>
              <TableCell>
                {mayTouch(member) ? (
                  <Select
                    aria-label={t('roleOf', { name: member.name })}
                    className="min-w-36"
                    value={
                      change.isPending && change.variables.id === member.id
                        ? change.variables.role
                        : member.role
                    }
                    onValueChange={(role) => change.mutate({ id: member.id, role })}
                    options={ROLES.filter((role) => role !== 'owner' || user.role === 'owner').map(
                      (value) => ({
                        value,
                        label: roles(value),
                        detail: t(`roles.${value}`),
                      }),
                    )}
                  />
                ) : (
                  roles(member.role)
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground">
                {member.lastSeenAt ? (
                  <time dateTime={member.lastSeenAt} title={format.dateTime(member.lastSeenAt)}>
                    {format.relative(member.lastSeenAt)}
                  </time>
                ) : (
                  t('never')
                )}
              </TableCell>
              <TableCell numeric>
                {(mayTouch(member) ||
                  (member.userId === user.id && !(member.role === 'owner' && owners === 1))) && (
                  <Tooltip content={member.userId === user.id ? t('leave') : t('remove')}>
                    <Button
                      variant="ghost"
                      size="icon-sm"
                      aria-label={
                        member.userId === user.id ? t('leave') : t('removeName', { name: member.name })
                      }
                      onClick={() => setLeaving(member)}
                    >
                      <UserMinus aria-hidden />
                    </Button>
                  </Tooltip>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={
          leaving?.userId === user.id ? t('leaveTitle') : t('removeTitle', { name: leaving?.name ?? '' })
        }
        description={leaving?.userId === user.id ? t('leaveHint') : t('removeHint')}
        confirm={leaving?.userId === user.id ? t('leave') : t('remove')}
        busy={remove.isPending}
        onConfirm={() => leaving && remove.mutate(leaving)}
      />
    </>
  )
}
