import type { MailServer } from './address.ts';
import { failed, later, type Outcome, soon } from './outcome.ts';
import type { Email } from './targets/email.ts';

const longestWait = 15_000;

/** Sends by `nodemailer`, which is loaded with the first mail. */
export const sendMail = async (
  server: MailServer,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  id: string,
  { subject, text }: Email,
): Promise<Outcome> => {
  let library: typeof import('nodemailer');
  try {
    library = await import('nodemailer');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return later(
      'mail needs the package nodemailer, which is not installed: in a clone, `npm ci` without --omit',
    );
  }
  const { host, port, secure, plain, auth } = server;
  const transport = library.createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    ...(auth === undefined ? {} : { auth }),
    connectionTimeout: longestWait,
    greetingTimeout: longestWait,
    socketTimeout: longestWait,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject,
      text,
      // The same at every try, by which a reader may drop the second.
      messageId: `<${id}@nhi-audit.invalid>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { ok: true };
  } catch (error) {
    const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
    // 4yz: it may do later what it does not do now. https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
    if (status >= 500) return later(`the mail server answered with ${status}`);
    return status > 0 ? soon(`the mail server answered with ${status}`) : failed(error);
  } finally {
    transport.close();
  }
};
