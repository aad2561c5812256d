package pipelinelock.settings.file;

import java.util.List;
import java.util.function.Function;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.settings.ValueOrigin;

/**
 * Settings whose values can be fetched again: the same text is read again with new sources, and the
 * values of one environment are fetched. Later changes of the file do not count.
 *
 * @param settings as they were at the start
 * @param origins where the fetched values of an environment come from
 * @param again reads one environment again
 */
public record LoadedSettings(
    Settings settings,
    Function<EnvironmentName, List<ValueOrigin>> origins,
    Function<EnvironmentName, EnvironmentSettings> again) {
  /** Settings that are what they are, for good. */
  public static LoadedSettings fixed(Settings settings) {
    return new LoadedSettings(settings, _ -> List.of(), settings::environment);
  }
}
