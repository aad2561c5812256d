package pipelinelock.secrecy;

/**
 * One form in which a secret may appear in a text. Case does not matter: a host name or a header
 * may have lost it, and what is left is as good as the secret.
 *
 * @param text in lower case, at least {@value #SHORTEST} characters
 * @param kind how it must occur in a text
 */
record Pattern(String text, Kind kind) {
  static final int SHORTEST = 4;

  /** How a form appears in a text. */
  enum Kind {
    /** Anywhere. */
    ANYWHERE,
    /** Not as a part of a longer word. */
    WORD,
    /** Within base64, of which the whole run goes: its ends hold bits of the secret. */
    BASE64
  }

  static Pattern anywhere(String text) {
    return new Pattern(Letters.small(text), Kind.ANYWHERE);
  }

  static Pattern word(String text) {
    return new Pattern(Letters.small(text), Kind.WORD);
  }

  static Pattern base64(String text) {
    return new Pattern(Letters.small(text), Kind.BASE64);
  }
}
