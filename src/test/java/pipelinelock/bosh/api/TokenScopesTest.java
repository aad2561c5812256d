package pipelinelock.bosh.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScopesTest {
  private static String jwt(String payload) {
    return "e30."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8))
        + ".c2ln";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"scope\": [\"uaa.none\", \"bosh.admin\"]} | bosh.admin uaa.none",
        "{\"scope\": \"bosh.read  bosh.x.admin\"}    | bosh.read bosh.x.admin",
      })
  void theScopesOfATokenAreRead(String payload, String scopes) {
    assertThat(TokenScopes.of(jwt(payload)).orElseThrow()).containsExactly(scopes.split(" ", -1));
  }

  @Test
  void aTokenMayHaveNoScopeAtAll() {
    assertThat(TokenScopes.of(jwt("{\"scope\": []}")).orElseThrow()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque", "a.b.c", "a.!!.c", "e30.e30.c2ln", "e30.bnVsbA.x"})
  void whatIsNoSuchTokenTellsNothing(String token) {
    assertThat(TokenScopes.of(token)).isEmpty();
  }
}
