import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { isSame } from '#flows/graph/diff-flows.ts'
import { fileName } from '#flows/graph/file-name.ts'
import { flowFileText } from '#flows/graph/flow-file.ts'
import { AppError } from '../services/app-error.ts'
import type { Ctx } from '../services/context.ts'
import { allFlows, diffWithDraft, type FileLink, flowOfFile, pushFlow } from '../services/flows/flow-files.ts'
import { publishFlow } from '../services/flows/publish-flow.ts'
import { commandContext } from './command-context.ts'
import { diffLines } from './flow-diff-lines.ts'
import { tell, withRuntime } from './with-database.ts'

/** Says which file belongs to which flow; it goes into git with the files. */
const LINKS = 'akis.json'
const Links = z.object({ flows: z.record(z.string(), z.object({ id: z.uuid(), revision: z.int() })) })

interface Options {
  workspace?: string
  force?: boolean
  publish?: boolean
}

export function addFlows(program: Command): void {
  const flows = program.command('flows').description('flows as files, for git')
  const folder = ['[folder]', 'where the files are', 'flows'] as const
  const workspace = ['--workspace <slug>', 'another workspace than the first'] as const

  flows
    .command('pull')
    .description('write each flow’s draft to a file')
    .argument(...folder)
    .option(...workspace)
    .action((path: string, options: Options) => inFolder(path, options, pull))

  flows
    .command('push')
    .description('make drafts what the files say; new files become flows')
    .argument(...folder)
    .option('--force', 'also where somebody changed the draft since the pull')
    .option('--publish', 'publish what was changed; people inside stay on their versions')
    .option(...workspace)
    .action((path: string, options: Options) => inFolder(path, options, push))

  flows
    .command('diff')
    .description('say what a push would change; exit code 1 where it would change anything')
    .argument(...folder)
    .option(...workspace)
    .action((path: string, options: Options) => inFolder(path, options, diff))
}

interface Folder {
  path: string
  links: Record<string, FileLink>
  options: Options
}

function inFolder(
  path: string,
  options: Options,
  work: (ctx: Ctx, folder: Folder) => Promise<void>,
): Promise<void> {
  return withRuntime(async (runtime) => {
    const { ctx } = await commandContext(runtime, options.workspace)
    const full = resolve(process.env.AKIS_CALLED_FROM ?? '.', path)
    await work(ctx, { path: full, links: linksIn(full), options })
  })
}

async function pull(ctx: Ctx, { path, links }: Folder): Promise<void> {
  mkdirSync(path, { recursive: true })
  const known = new Map(Object.entries(links).map(([file, { id }]) => [id, file]))
  const next: Record<string, FileLink> = {}
  for (const { id, revision, name, graph } of await allFlows(ctx)) {
    const file = known.get(id) ?? fileName(name, (taken) => taken in next || taken in links)
    next[file] = { id, revision }
    const text = flowFileText(graph)
    const before = existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : null
    if (before === text) continue
    writeFileSync(join(path, file), text)
    tell(`${before === null ? 'new' : 'changed'}  ${file}`)
  }
  writeLinks(path, next)
  tell(`${Object.keys(next).length} flows in ${path}`)
}

async function push(ctx: Ctx, { path, links, options }: Folder): Promise<void> {
  for (const { file, graph } of filesIn(path)) {
    const { flow, did } = await pushFlow(ctx, {
      graph,
      link: links[file],
      force: options.force ?? false,
    }).catch((error) => {
      if (error instanceof AppError) error.message = `${file}: ${error.message}`
      throw error
    })
    links[file] = { id: flow.id, revision: flow.revision }
    writeLinks(path, links)
    tell(`${{ created: 'new', saved: 'changed', nothing: 'as it was' }[did]}  ${file}`)
    if (!options.publish || did === 'nothing' || !flow.changed) continue
    await publishFlow({ ctx, input: { id: flow.id, note: `Pushed from ${file}` } })
    tell(`published  ${file}`)
  }
}

async function diff(ctx: Ctx, { path, links }: Folder): Promise<void> {
  for (const { file, graph } of filesIn(path)) {
    const found = await diffWithDraft(ctx, { graph, link: links[file] })
    if (found !== null && isSame(found)) continue
    process.exitCode = 1
    process.stdout.write(`${[file, ...diffLines(found)].join('\n  ')}\n`)
  }
}

function filesIn(path: string) {
  if (!existsSync(path)) throw new AppError('not_found', `There is no folder ${path}.`)
  return readdirSync(path)
    .filter((file) => file.endsWith('.json') && file !== LINKS)
    .sort()
    .map((file) => ({ file, graph: flowOfFile(file, readFileSync(join(path, file), 'utf8')) }))
}

function linksIn(path: string): Record<string, FileLink> {
  const file = join(path, LINKS)
  if (!existsSync(file)) return {}
  try {
    return Links.parse(JSON.parse(readFileSync(file, 'utf8'))).flows
  } catch {
    throw new AppError(
      'invalid',
      `${file} can’t be read. It says which file belongs to which flow; pull again without it.`,
    )
  }
}

function writeLinks(path: string, links: Record<string, FileLink>): void {
  const flows = Object.fromEntries(Object.entries(links).sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(join(path, LINKS), `${JSON.stringify({ flows }, null, 2)}\n`)
}
