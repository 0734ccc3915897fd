/** A page that was opened before the server was upgraded asks for code that is there no more: it is loaded anew, as a reader would in the end. */

const scriptOf = (page: Document): string | null =>
  page.querySelector('script[type=module]')?.getAttribute('src') ?? null;

/** Only where the server's page names other code than this one: whoever is offline keeps the page. */
export async function takeNewerBuild(): Promise<void> {
  try {
    const text = await (await fetch('/', { cache: 'no-store' })).text();
    const served = scriptOf(new DOMParser().parseFromString(text, 'text/html'));
    if (served !== null && served !== scriptOf(document)) location.reload();
  } catch {
    // Nobody answers: what failed is said where it was asked for.
  }
}
