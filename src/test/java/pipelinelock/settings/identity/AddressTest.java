package pipelinelock.settings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
  private static final String DIRECTOR = "https://bosh.example.com:25555";

  @ParameterizedTest
  @CsvSource({
    "https://bosh.example.com:25555, https://BOSH.Example.COM:25555",
    "https://bosh.example.com:25555, https://bosh.example.com.:25555/",
    "https://bosh.example.com:25555, https://bosh.example.com:25555///",
    "https://bosh.example.com:25555, HTTPS://bosh.example.com:25555/.",
    "https://ci.example.com, https://ci.example.com:443/",
    "https://ci.example.com/a/b, https://ci.example.com//a/./b/",
    "https://[fd00:0:0:0::6]:25555, https://[FD00::6]:25555",
    "https://[::ffff:10.0.0.6]:25555, https://10.0.0.6:25555",
    "http://127.0.0.1:8080, http://localhost:8080",
    "http://[::1]:8080, http://localhost:8080"
  })
  void spellingIsNoDifference(URI one, URI other) {
    assertThat(Address.of(one)).isEqualTo(Address.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "https://bosh.example.com:25556",
    "https://bosh.example.org:25555",
    "https://bosh.example.com",
    "https://bosh.example.com:25555/other",
    "https://10.0.0.6:25555"
  })
  void anotherPlaceIsAnother(URI other) {
    assertThat(Address.of(URI.create(DIRECTOR))).isNotEqualTo(Address.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/team/pool.git, https://GIT.example.com./team/pool/",
    "https://git.example.com/team/pool.git, ssh://git@git.example.com/team/pool",
    "ssh://git@git.example.com:22/pool, ssh://git.example.com/pool.git",
    "file:///srv/pool.git, /srv/pool",
    "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/pool,"
        + " ssh://APKA@git-codecommit.eu-west-1.amazonaws.com/v1/repos/pool"
  })
  void aRepositoryIsOneHoweverItIsReached(String one, String other) {
    assertThat(Address.ofRepository(one)).isEqualTo(Address.ofRepository(other));
  }

  @ParameterizedTest
  @CsvSource({
    "https://git.example.com/team/pool.git, https://git.example.com/Team/pool.git",
    "https://git.example.com/pool, https://git.example.com:8443/pool",
    "file:///srv/pool, file:///srv/pool2"
  })
  void anotherRepositoryIsAnother(String one, String other) {
    assertThat(Address.ofRepository(one)).isNotEqualTo(Address.ofRepository(other));
  }

  @ParameterizedTest
  @CsvSource("https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/pool, eu-west-1, pool")
  void codeCommitIsOneByGitAndByItsApi(String uri, String region, String repository) {
    assertThat(Address.ofRepository(uri)).isEqualTo(Address.ofCodeCommit(region, repository));
  }
}
