/** CSV text as a file to save under the given name. */
export function csvResponse(text: string, fileName: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '-')}"`,
      'cache-control': 'no-store',
    },
  })
}
