'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { fetchJson } from '../api/fetch-json.ts'
import { useFormErrors } from '../error-text.ts'
import { useMay, useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Card, CardBody, CardFooter, CardHeader } from '../ui/card.tsx'
import { SHOP_FIELDS, ShopFields, type ShopValues, shopSchema } from './shop-fields.tsx'

/** The shop's own settings; read-only for those who may not change them. */
export function ShopSettings() {
  const t = useTranslations('settings')
  const te = useTranslations('errors.field')
  const router = useRouter()
  const readOnly = !useMay()('workspace:write')
  const { id: _id, ...workspace } = useSession().workspace
  const formErrors = useFormErrors()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<ShopValues>({
    resolver: zodResolver(shopSchema(te('required'), te('too_big'))),
    defaultValues: workspace,
  })
  const { isDirty, isSubmitting } = form.formState
  const save = form.handleSubmit(async (values) => {
    setProblem(null)
    try {
      form.reset(await fetchJson<ShopValues>('/api/v1/workspace', { method: 'PATCH', body: values }))
      toast.success(t('saved'))
      router.refresh()
    } catch (error) {
      setProblem(formErrors(error, form.setError, SHOP_FIELDS))
    }
  })
  return (
    <Card>
      <form noValidate onSubmit={save}>
        <CardHeader title={t('shop.title')} description={t('shop.hint')} />
        <CardBody className="flex flex-col gap-5">
          {readOnly && <Alert>{t('readOnly')}</Alert>}
          {problem && <Alert tone="error">{problem}</Alert>}
          <ShopFields form={form} readOnly={readOnly} />
        </CardBody>
        {!readOnly && (
          <CardFooter>
            <Button type="submit" disabled={!isDirty} busy={isSubmitting}>
              {t('save')}
            </Button>
          </CardFooter>
        )}
      </form>
    </Card>
  )
}
