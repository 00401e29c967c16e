/** The product's mark: a small line that flows through three nodes. Decorative; its place names it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" fill="none" className={className}>
      <rect width="32" height="32" rx="8" className="fill-[#0f766e]" />
      <path
        d="M9 8.5C9 15 23 11.5 23 16.5S13.5 19.5 13.5 24"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <circle cx="9" cy="8" r="3" fill="#fff" />
      <circle cx="23" cy="16.5" r="3" fill="#fff" />
      <circle cx="13.5" cy="24.5" r="3" fill="#fff" />
    </svg>
  )
}
