'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { teamQuery } from '../api/team.ts'
import { useErrorText } from '../error-text.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardHeader } from '../ui/card.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { InvitationTable } from './invitation-table.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberTable } from './member-table.tsx'

/** Who works here: members with their roles, and open invitations. */
export function TeamSettings() {
  const t = useTranslations('settings.team')
  const may = useMay()
  const errorText = useErrorText()
  const [inviting, setInviting] = useState(false)
  const team = useQuery(teamQuery)
  return (
    <div className="flex flex-col gap-6">
      <Card>
        <CardHeader
          title={t('members')}
          description={t('membersHint')}
          actions={
            may('team:write') && (
              <Button onClick={() => setInviting(true)}>
                <UserPlus aria-hidden />
                {t('invite')}
              </Button>
            )
          }
        />
        {team.isError && (
          <Alert tone="error" className="m-5 mt-0">
            {errorText(team.error)}
          </Alert>
        )}
        {team.isPending && (
          <div className="flex flex-col gap-3 px-5 pb-5">
            <Skeleton className="h-10" />
            <Skeleton className="h-10" />
          </div>
        )}
        {team.data && <MemberTable members={team.data.members} />}
      </Card>
      {team.data && team.data.invitations.length > 0 && (
        <Card>
          <CardHeader title={t('invitations')} description={t('invitationsHint')} />
          <InvitationTable invitations={team.data.invitations} />
        </Card>
      )}
      <InviteDialog open={inviting} onOpenChange={setInviting} />
    </div>
  )
}
