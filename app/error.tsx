'use client'

// what the studio's layout itself can't do, such as reading the session while the database is away, ends here
export { default } from './(studio)/error.tsx'
