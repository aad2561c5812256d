package pipelinelock.secrecy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {
  private static final String SECRET = "p&ss \"w<rd\"/+%41\\é-8";

  private final KnownSecrets secrets = new KnownSecrets();

  @Test
  void aTextWithoutOneIsTheSameText() {
    secrets.keep(SECRET);
    var text = "Concourse answered 503 while reading the builds: 100% & \\more";

    assertThat(secrets.hidden(text)).isSameAs(text);
  }

  @Test
  void escapesAreTakenBackInWhateverOrderTheyWerePutIn() {
    secrets.keep(SECRET);

    for (var text :
        List.of(
            SECRET,
            SECRET.toUpperCase(Locale.ROOT),
            form(SECRET),
            form(SECRET).toLowerCase(Locale.ROOT),
            form(SECRET).replace("+", "%20"),
            json(SECRET),
            json(SECRET).replace("/", "\\/"),
            unicode(SECRET),
            xml(SECRET),
            numbers(SECRET),
            form(json(SECRET)),
            json(form(SECRET)),
            json(json(SECRET)),
            xml(json(SECRET)),
            form(form(SECRET)),
            form(xml(json(SECRET))))) {
      assertThat(secrets.hidden("sent: " + text + " (sic)")).isEqualTo("sent: *** (sic)");
    }
  }

  @Test
  void anotherCharacterSetHidesNothing() {
    secrets.keep("pässwörd123");

    for (var text :
        List.of(
            new String("pässwörd123".getBytes(ISO_8859_1), UTF_8),
            new String("pässwörd123".getBytes(UTF_8), ISO_8859_1))) {
      assertThat(secrets.hidden("sent: " + text + " (sic)")).isEqualTo("sent: *** (sic)");
    }
  }

  @Test
  void base64IsFoundWhereverItBegins() {
    secrets.keep(SECRET);

    for (var user : List.of("", "a:", "ab:", "abc:", "admin:")) {
      for (var behind : List.of("", "1", "22", "333")) {
        var bytes = (user + SECRET + behind).getBytes(UTF_8);
        for (var encoder :
            List.of(
                Base64.getEncoder(),
                Base64.getUrlEncoder(),
                Base64.getEncoder().withoutPadding())) {
          assertThat(secrets.hidden("Basic " + encoder.encodeToString(bytes) + ", sic"))
              .isEqualTo("Basic ***, sic");
        }
      }
    }
  }

  @Test
  void aKeyIsKeptBackLineByLine() {
    var lines =
        new Random(7)
            .ints(5)
            .mapToObj(it -> Integer.toHexString(it).repeat(8))
            .collect(Collectors.toList());
    secrets.keep(
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(String.join("\n", lines)));

    assertThat(secrets.hidden("bad line: " + lines.get(3))).isEqualTo("bad line: ***");
    assertThat(secrets.hidden(String.join("", lines))).isEqualTo("***");
    assertThat(secrets.hidden(String.join("\\n", lines))).doesNotContain(lines);
    assertThat(secrets.hidden("-----BEGIN PRIVATE KEY-----")).isNotEqualTo("***");
  }

  @Test
  void whatIsLeftOfACutOneIsKeptBackToo() {
    secrets.keep("correct-horse-battery");

    assertThat(secrets.hidden("sent correct-horse-ba")).isEqualTo("sent ***");
    assertThat(secrets.hidden("sent correct-horse-ba… and more")).isEqualTo("sent ***… and more");
    assertThat(secrets.hidden("the correct-horse is not meant"))
        .isEqualTo("the correct-horse is not meant");
  }

  /** The decision on short ones; docs/security.md has it. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          hunter2-9 | the hunter2-9s    | the ***s
          password  | my passwords      | my ***s
          pa55      | 'it is pa55, sic' | 'it is ***, sic'
          pa55      | spa55word         | spa55word
          lock      | the lock is held  | the lock is held
          p1        | p1 is too short   | p1 is too short
          concourse | Concourse is away | Concourse is away
          """,
      delimiter = '|')
  void aShortOneIsKeptBackOnlyWhereItStandsAlone(String secret, String text, String shown) {
    secrets.keep(secret);

    assertThat(secrets.hidden(text)).isEqualTo(shown);
  }

  @Test
  void aShortOneIsKeptBackTogetherWithItsUser() {
    secrets.keepLogin("admin", "lock");

    assertThat(secrets.hidden("it got YWRtaW46bG9jaw==")).isEqualTo("it got ***==");
  }

  @Test
  void theNewestTokensAreKeptBack() {
    secrets.keepToken("token-number-0");
    secrets.keep("token-number-1");
    secrets.keepToken("token-number-1");
    for (int i = 2; i <= 501; i++) {
      secrets.keepToken("token-number-" + i + "-end");
    }

    assertThat(secrets.hidden("token-number-0")).isEqualTo("token-number-0");
    assertThat(secrets.hidden("token-number-501-end")).isEqualTo("***");
    assertThat(secrets.hidden("token-number-1")).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xoxb-12345678-abcdef",
        "xapp-1-A0123-456-abcdef",
        "https://hooks.slack.com/commands/T0123/45678/secret",
        "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0xx.c2ln",
        "Authorization: Bearer 0123456789abcdef0123",
        "authorization: BEARER 0123456789abcdef0123",
        "Authorization: Basic dXNlcjpwYXNz",
        "proxy-authorization: bAsIc dXNlcjpwYXNz",
        "https://user:some-word@git.example.com/x",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0000"
      })
  void aSecretOfOthersIsToldByItsForm(String text) {
    assertThat(secrets.hidden(text)).contains("***").doesNotContain(text);
  }

  private static String form(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String unicode(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String numbers(String text) {
    return text.chars().mapToObj("&#x%X;"::formatted).collect(Collectors.joining());
  }
}
