export * from './auth.ts'
export * from './flows.ts'
export * from './people.ts'
export * from './settings.ts'
