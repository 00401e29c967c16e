'use client'

import { createContext, useContext } from 'react'

/** Whether the inspector is wide enough for a preview beside the form. */
export const InspectorWidth = createContext<{ wide: boolean; setWide: (wide: boolean) => void }>({
  wide: false,
  setWide: () => undefined,
})

export const useInspectorWidth = () => useContext(InspectorWidth)
