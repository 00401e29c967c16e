let ids = 0

/** An id for a part of a condition while it is being built. */
export const nextId = (): string => `condition-${++ids}`
