package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.watch.WatchRule;

/** The section {@code watch} at the top and in an environment. */
class WatchSettingsTest {
  private static final String QUIET =
      "quiet: {from: \"22:00\", to: \"07:00\", zone: Europe/London}";

  private static String file(String top, String own, String tier) {
    return (top.isEmpty() ? "" : "watch: {%s}\n".formatted(top))
        + Example.SHORT.replace(
            "tier: dev\n",
            "tier: " + tier + "\n" + (own.isEmpty() ? "" : "    watch: {%s}\n".formatted(own)));
  }

  private static Optional<WatchRule> rule(String top, String own, String tier) {
    return Example.read(file(top, own, tier)).environments().getFirst().watch();
  }

  @Test
  void nothingIsWatchedUnlessTheConfigurationSaysSo() {
    assertThat(rule("", "", "prod")).isEmpty();
    assertThat(rule("enabled: false", "", "prod")).isEmpty();
    assertThat(rule("every: 1m", "enabled: false", "prod")).isEmpty();
    var usual =
        new WatchRule(
            "C0INCIDENTS",
            Duration.ofMinutes(1),
            Duration.ofMinutes(30),
            Optional.empty(),
            Optional.empty());
    assertThat(rule("every: 1m", "", "prod")).contains(usual);
    assertThat(rule("", "every: 1m", "prod")).contains(usual);
    assertThat(rule("enabled: false", "every: 1m", "prod")).contains(usual);
  }

  @Test
  void anEnvironmentReplacesSingleKeys() {
    assertThat(rule("every: 2m, channel: C0ONCALL, blind: 5m", "channel: C0DEV", "dev"))
        .contains(
            new WatchRule(
                "C0DEV",
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty()));
    var quiet = rule(QUIET, "quiet: {to: \"09:00\"}", "dev").orElseThrow().quiet().orElseThrow();
    assertThat(quiet.from()).isEqualTo(LocalTime.of(22, 0));
    assertThat(quiet.to()).isEqualTo(LocalTime.of(9, 0));
  }

  @Test
  void theBotAsksByItselfOnlyWhereItIsTold() {
    assertThat(rule("every: 1m", "propose_after: 2m", "dev").orElseThrow().proposes()).isEmpty();
    assertThat(rule("propose: true", "", "dev").orElseThrow().proposes())
        .contains(Duration.ofMinutes(5));
    assertThat(rule("propose: true", "propose_after: 20m", "dev").orElseThrow().proposes())
        .contains(Duration.ofMinutes(20));
    assertThat(rule("propose: true", "propose: false", "dev").orElseThrow().proposes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"dev, '', true", "staging, '', true", "prod, '', false", "prod, prod, true"})
  void productionIsNeverQuietUnlessItIsNamed(String tier, String own, boolean quiet) {
    String keys = own.isEmpty() ? "" : "quiet: {tiers: [%s]}".formatted(own);
    assertThat(rule(QUIET, keys, tier).orElseThrow().quiet().isPresent()).isEqualTo(quiet);
    assertThat(rule(QUIET, "quiet: {tiers: []}", tier).orElseThrow().quiet()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evry: 1m | watch.evry: unknown key 'evry'; did you mean 'every'?",
        "every: 0s | watch.every: must be longer than zero; write for example 'every: 1m'",
        "every: soon | watch.every: is not a duration in ms, s, m or h; write for example 'every: 1m'",
        "channel: '#dev' | watch.channel: is not a Slack channel's id; write for example 'channel: C0123ABCD'",
        "'quiet: {to: \"07:00\", zone: UTC}' | watch.quiet.from: is missing; write for example 'from: \"22:00\"'",
        "'quiet: {from: \"25:00\", to: \"07:00\", zone: UTC}' | watch.quiet.from: is not a time of day; write for example 'from: \"22:00\"'",
        "'quiet: {from: \"22:00\", to: \"07:00\", zone: London}' | watch.quiet.zone: is not a time zone of the IANA database; write for example 'zone: Europe/London'",
        "'quiet: {from: \"22:00\", to: \"22:00\", zone: UTC}' | watch.quiet: quiet hours from 22:00 to 22:00 on every day never end; see docs/configuration.md",
        "'quiet: {from: \"22:00\", to: \"07:00\", zone: UTC, tiers: [production]}' | watch.quiet.tiers[1]: is not a tier; write one of dev, staging, prod",
      })
  void whatIsWrongIsToldWithItsKeyAndItsCure(String keys, String told) {
    for (boolean top : new boolean[] {true, false}) {
      var refusal =
          catchThrowableOfType(
              SettingsException.class,
              () -> Example.read(file(top ? keys : "", top ? "" : keys, "dev")));
      assertThat(refusal)
          .as(keys)
          .hasMessageContaining((top ? "" : "environments.dev04.") + told)
          .hasMessageMatching("pipeline-lock.yml:[0-9]+:[0-9]+: [^\\n]*");
    }
  }
}
