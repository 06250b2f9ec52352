/**
 * What the bytes 0x80 to 0x9F mean (Encoding Standard, index windows-1252); a space where they mean the control
 * character of the same number.
 */
const HIGH = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/**
 * The text of bytes in windows-1252, which any bytes are. TextDecoder cannot be used for it: in Node 20 it gives
 * control characters for the quotation marks and dashes.
 */
export function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return text.replaceAll(/[\u0080-\u009f]/g, (control) => {
    const meant = HIGH.charAt(control.charCodeAt(0) - 0x80);
    return meant === " " ? control : meant;
  });
}
