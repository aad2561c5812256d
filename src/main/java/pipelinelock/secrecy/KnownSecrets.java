package pipelinelock.secrecy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All secrets of this process, and texts without them. A remote may echo what it was sent, in any
 * encoding, so every text that a remote influenced passes {@link #hide} before it is shown, logged
 * or recorded.
 *
 * <p>There is one for the process, like the log: a secret is registered where it is created ({@code
 * settings.Secret}, a token that was fetched), and nobody has to pass a list of secrets to code
 * that writes texts. A secret from the settings is never forgotten, because a replaced one may
 * still be valid; of the tokens, the newest are kept.
 */
public final class KnownSecrets {
  /** Stands where a secret stood. */
  public static final String MASK = "***";

  /** More than a process has in use; each lives from minutes to hours. */
  private static final int TOKENS = 500;

  private static final KnownSecrets OF_THE_PROCESS = new KnownSecrets();

  private final Patterns patterns = new Patterns();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private final Deque<String> tokens = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();

  /** One of its own, for a test. */
  KnownSecrets() {}

  /** Keeps a secret back from now on, whatever it is encoded in. */
  public static void add(String secret) {
    OF_THE_PROCESS.keep(secret);
  }

  /** The same of the secret, and of both as HTTP's Basic credentials. */
  public static void addLogin(String user, String secret) {
    OF_THE_PROCESS.keep(secret);
    OF_THE_PROCESS.keepLogin(user, secret);
  }

  /** Keeps back a token that was fetched. */
  public static void addToken(String token) {
    OF_THE_PROCESS.keepToken(token);
  }

  /** The text with {@value #MASK} in place of each secret; the same text where it holds none. */
  public static String hide(String text) {
    return OF_THE_PROCESS.hidden(text);
  }

  /**
   * The beginning of a text, with a sign where more of it was. Secrets go first: of one that is cut
   * in two nobody would recognise the half that is left.
   */
  public static String cut(String text, int longest) {
    var shown = hide(text);
    return shown.length() <= longest ? shown : shown.substring(0, longest) + "…";
  }

  void keep(String secret) {
    if (kept.add(secret)) {
      Encodings.of(secret).forEach(it -> patterns.add(it, secret));
    }
  }

  void keepLogin(String user, String secret) {
    var login = user + ":" + secret;
    if (!secret.isEmpty() && kept.add(login)) {
      Encodings.ofLogin(login).forEach(it -> patterns.add(it, login));
    }
  }

  synchronized void keepToken(String token) {
    if (known.add(token)) {
      Encodings.of(token).forEach(it -> patterns.add(it, "token " + token));
      tokens.addLast(token);
      if (tokens.size() > TOKENS) {
        var oldest = tokens.removeFirst();
        known.remove(oldest);
        Encodings.of(oldest).forEach(it -> patterns.remove(it, "token " + oldest));
      }
    }
  }

  String hidden(String text) {
    var found = new Spans();
    Decodings.of(text).forEach(view -> patterns.find(view, found));
    SecretFormats.find(text, found);
    return found.masked(text, MASK);
  }
}
