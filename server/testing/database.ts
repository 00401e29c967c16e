/** The routes' tests stand in app, which reaches the database through the server. */
export { testDatabase } from '#db/testing/database.ts'
