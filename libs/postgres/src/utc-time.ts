/** The SQL of a column of times, as RFC 3339 in UTC, to the microsecond. */
export const utcTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
