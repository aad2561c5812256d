package pipelinelock.settings;

/**
 * Where a value comes from.
 *
 * @param key the full path of its key
 * @param from the source and the name in it, {@code s3://gds-paas-dev04-state/bosh-CA.crt}
 */
public record ValueOrigin(String key, String from) {}
