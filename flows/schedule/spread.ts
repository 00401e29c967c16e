/** The longest time that what fell due during a pause may be spread over, in hours: a week. */
export const MOST_SPREAD_HOURS = 168
