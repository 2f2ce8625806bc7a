import { createHash } from 'node:crypto';

/**
 * A page that says itself what it may load: scripts and workers from the same place, and the inline scripts that it has now,
 * by their hashes. Neither text can become code (`unsafe-eval`) nor can a page speak to another server. Inline styles stay
 * allowed: highlighted code, formulas and charts are positioned by them.
 */
export function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)].map(([, text = '']) =>
    hash(text),
  );
  const policy = [
    `default-src 'self'`,
    `script-src 'self' ${inline.join(' ')}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`);
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
