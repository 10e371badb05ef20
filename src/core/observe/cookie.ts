/** The Cookie request header (RFC 6265bis section 5.8.3). */

const MAX_PAIRS = 300;

/**
 * Name-value pairs in the order they were sent, at most 300; a name may occur more than once. Quotes are part of the
 * value. A crumb without `=` is a nameless cookie: its name is ''. Says nothing about attributes, which the browser
 * does not send.
 */
export function parseCookie(header: string): { name: string; value: string }[] {
  const pairs: { name: string; value: string }[] = [];
  let start = 0;
  while (start < header.length && pairs.length < MAX_PAIRS) {
    const semicolon = header.indexOf(';', start);
    const end = semicolon === -1 ? header.length : semicolon;
    const crumb = header.slice(start, end).trim();
    if (crumb !== '') pairs.push(toPair(crumb));
    start = end + 1;
  }
  return pairs;
}

function toPair(crumb: string): { name: string; value: string } {
  const equals = crumb.indexOf('=');
  if (equals === -1) return { name: '', value: crumb };
  return { name: crumb.slice(0, equals).trim(), value: crumb.slice(equals + 1).trim() };
}
