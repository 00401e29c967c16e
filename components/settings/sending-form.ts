import type { UseFormReturn } from 'react-hook-form'
import type { SendingSettings } from '../api/workspace.ts'

/** The form that the parts of the sending settings share. */
export type SendingForm = UseFormReturn<SendingSettings>
