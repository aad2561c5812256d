package pipelinelock.wiring;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.slack.home.FirstWords;
import pipelinelock.slack.message.Site;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.watch.WatchRule;

/** What Slack's side of the bot has to know about each environment, from the settings. */
record PerEnvironment(Settings settings) {
  /** Where the incidents of each are posted. */
  Map<EnvironmentName, String> channels() {
    return each(EnvironmentSettings::channel);
  }

  /** What people have to type in each where they do without the bot. */
  Map<EnvironmentName, ByHand> byHand() {
    return each(one -> new ByHand(one.bosh().deployment(), one.environment().pipeline().name()));
  }

  /** Where people look for themselves in each. */
  Map<EnvironmentName, Site> sites() {
    return each(
        one ->
            new Site(
                one.concourse().url(), one.commitUrl(), one.policy().request().minimumReason()));
  }

  /** What somebody reads who has never used the bot. */
  FirstWords firstWords() {
    return new FirstWords(
        new TreeMap<>(each(one -> one.policies().of(CureKind.RECREATE))), settings.slack().runBy());
  }

  /** Those that have a policy for a blind recreate. */
  Set<EnvironmentName> blind() {
    return settings.environments().stream()
        .filter(one -> one.policies().find(CureKind.BLIND).isPresent())
        .map(EnvironmentSettings::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private <T> Map<EnvironmentName, T> each(Function<EnvironmentSettings, T> value) {
    return settings.environments().stream()
        .collect(Collectors.toMap(EnvironmentSettings::name, value));
  }

  /** Where findings are posted, of those that are watched. */
  Map<EnvironmentName, String> watchChannels() {
    return watched().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().channel()));
  }

  /** By which rule, of those that are watched. */
  Map<EnvironmentName, WatchRule> watched() {
    return settings.environments().stream()
        .filter(one -> one.watch().isPresent())
        .collect(Collectors.toMap(EnvironmentSettings::name, one -> one.watch().orElseThrow()));
  }

  /** Where break-glass is announced too, by the newest settings. */
  Map<EnvironmentName, String> breakGlassChannels() {
    var channels = new HashMap<EnvironmentName, String>();
    for (var one : settings.environments()) {
      Stream.of(CureKind.values())
          .flatMap(cure -> one.policies().find(cure).stream())
          .flatMap(policy -> policy.breakGlass().stream())
          .findFirst()
          .ifPresent(glass -> channels.put(one.name(), glass.channel()));
    }
    return channels;
  }
}
