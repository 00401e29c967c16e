'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { Toaster } from 'sonner'
import { isApiError } from './api/fetch-json.ts'
import { TooltipProvider } from './ui/tooltip.tsx'

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && !(isApiError(error) && error.status < 500),
      },
    },
  })
}

/** What every page stands in: theme, client data, tooltips and toasts. `nonce` lets the theme's own script run. */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce && { nonce })}
    >
      <QueryClientProvider client={client}>
        <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
        <Toaster
          position="bottom-right"
          toastOptions={{
            classNames: {
              toast:
                '!rounded-lg !border !border-border !bg-popover !text-popover-foreground !shadow-overlay !font-sans !text-sm',
              description: '!text-muted-foreground',
            },
          }}
        />
      </QueryClientProvider>
    </ThemeProvider>
  )
}
