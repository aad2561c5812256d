package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.bosh.api.Rights;

class DirectorRightsTest {
  private final DirectorRights rights = new DirectorRights("u-1");

  private Finding judge(String... scopes) {
    return rights.judge(new Rights("bot", Optional.of(List.of(scopes))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bosh.u-1.admin                    | OK   | bot has bosh.u-1.admin                 |
          bosh.u-1.admin bosh.read uaa.none | OK   | bot has bosh.u-1.admin                 |
          bosh.admin                        | WARN | bot has bosh.admin                     | more than needed: bosh.admin; bosh.u-1.admin is enough
          bosh.u-1.admin credhub.write      | WARN | credhub.write                          | more than needed: credhub.write;
          bosh.read                         | FAIL | missing: bosh.u-1.admin                | cannot recreate or cancel
          bosh.u-1.read                     | FAIL | missing: bosh.u-1.admin                | cannot recreate or cancel
          bosh.u-2.admin                    | FAIL | missing: bosh.u-1.admin                | cannot list tasks and locks
          bosh.teams.ci.admin               | FAIL | missing: bosh.u-1.admin                | cannot list tasks and locks
          bosh.teams.ci.admin bosh.read     | WARN | bot has bosh.teams.ci.admin, bosh.read | cannot cancel a task
          """)
  void theMissingRightAndTheOneTooManyAreNamed(
      String scopes, Grade grade, String found, String advice) {
    var finding = judge(scopes.split(" ", -1));

    assertThat(finding.grade()).isEqualTo(grade);
    assertThat(finding.found()).contains(found);
    assertThat(finding.advice()).contains(advice == null ? "" : advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bosh.u-1.read           | OK   | bot has bosh.u-1.read  |
          bosh.read uaa.none      | OK   | bot has bosh.read      |
          bosh.admin              | WARN | bot has bosh.admin     | bosh.u-1.read is enough for reading, instead of bosh.admin
          bosh.read credhub.write | WARN | credhub.write          | instead of credhub.write
          bosh.u-2.read           | WARN | bot has bosh.u-2.read  | instead of bosh.u-2.read
          uaa.none                | FAIL | missing: bosh.u-1.read | cannot list tasks and locks
          """)
  void aReaderBesideAnActorNeedsNoMoreThanToRead(
      String scopes, Grade grade, String found, String advice) {
    var finding =
        rights.judgeReader(new Rights("bot", Optional.of(List.of(scopes.split(" ", -1)))));

    assertThat(finding.grade()).isEqualTo(grade);
    assertThat(finding.found()).contains(found);
    assertThat(finding.advice()).contains(advice == null ? "" : advice);
  }

  @Test
  void aTokenWithoutAnyScopeOpensNothing() {
    assertThat(rights.judge(new Rights("bot", Optional.of(List.of()))))
        .isEqualTo(
            Finding.fail(
                "bot has no scope; missing: bosh.u-1.admin",
                "give the client the authority bosh.u-1.admin: without it, it cannot list tasks and locks"));
  }

  @Test
  void aUserOfAnOldDirectorHasNoScopesToJudge() {
    assertThat(rights.judge(new Rights("admin", Optional.empty())))
        .isEqualTo(Finding.ok("logged in as admin; it reports no scopes"));
  }
}
