package pipelinelock.settings.section;

import java.net.URI;
import java.util.List;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.settings.CheckpointSettings;
import pipelinelock.settings.CheckpointSettings.Authority;
import pipelinelock.settings.CheckpointSettings.GitBranch;
import pipelinelock.settings.CheckpointSettings.KmsKey;
import pipelinelock.settings.CheckpointSettings.S3Bucket;
import pipelinelock.settings.Secret;
import pipelinelock.settings.read.FileValue;
import pipelinelock.settings.read.Kind;
import pipelinelock.settings.read.Kinds;
import pipelinelock.settings.read.Section;
import pipelinelock.settings.read.Value;

/** Reads {@code checkpoints}: this node's key, and those of all nodes. */
public final class CheckpointReader {
  public static final Kind<CheckpointSettings> CHECKPOINTS =
      Kinds.section(
          "{key: 'file:/etc/pipeline-lock/checkpoint.pem', keys: [MCowBQYDK2VwAyEA…]}",
          CheckpointReader::read);

  private static final Kind<S3Bucket> S3 =
      Kinds.section("{bucket: pipeline-lock-witness, keep_days: 400}", CheckpointReader::bucket);

  private static final Kind<GitBranch> GIT =
      Kinds.section("{uri: https://git.example.com/audit.git}", CheckpointReader::branch);

  private static final Kind<Authority> TIMESTAMP =
      Kinds.section(
          "{url: https://tsa.example.com/, ca: 'file:/etc/pipeline-lock/tsa.pem'}",
          CheckpointReader::authority);

  private static final Kind<KmsKey> KMS =
      Kinds.section(
          "{key_id: alias/pipeline-lock, public_key: MCowBQYDK2VwAyEA…}", CheckpointReader::kms);

  private static final String NO_KEY = "is not an Ed25519 key";

  private static final String KEY_EXAMPLE = "file:/etc/pipeline-lock/checkpoint.pem";
  private static final Kind<SigningKey> KEY =
      new Kind<SigningKey>(
              "a text",
              KEY_EXAMPLE,
              place ->
                  place
                      .secret("a text", KEY_EXAMPLE)
                      .then(text -> signing(place, new Secret(text))))
          .or(SigningKey::generate);

  private static final Kind<VerifyingKey> PUBLIC =
      Kind.text(
          "the public half of an Ed25519 key",
          "MCowBQYDK2VwAyEA…",
          (place, text) -> verifying(place, text));

  private CheckpointReader() {}

  private static Value<CheckpointSettings> read(Section section) {
    var key = section.optional("key", KEY);
    var keys = section.optional("keys", Kinds.list(PUBLIC), List.of());
    var s3 = section.optional("s3", S3);
    var git = section.optional("git", GIT);
    var timestamp = section.optional("timestamp", TIMESTAMP);
    var kms = section.optional("kms", KMS);
    if (section.has("key") && section.has("kms")) {
      section.wrong(
          "kms", "cannot be combined with key: a node signs with one key", "remove one of the two");
    }
    return section.finish(
        () ->
            new CheckpointSettings(
                key.get(),
                kms.get(),
                keys.get(),
                new CheckpointSettings.Witnesses(s3.get(), git.get(), timestamp.get())));
  }

  private static Value<Authority> authority(Section section) {
    var url =
        section.required(
            "url",
            Kinds.matching(
                "an address", "https://tsa.example.com/", "https?://[^\\s@/]+(/[^\\s@]*)?"));
    var ca = section.required("ca", Certificates.certificates("tsa"));
    return section.finish(() -> new Authority(URI.create(url.get()), ca.get()));
  }

  private static Value<KmsKey> kms(Section section) {
    var id =
        section.required(
            "key_id",
            Kinds.matching(
                "the id, ARN or alias of a KMS key",
                "alias/pipeline-lock",
                "[A-Za-z0-9:/_-]{1,2048}"));
    var key = section.required("public_key", PUBLIC);
    var region = section.optional("region", AwsReader.REGION);
    return section.finish(() -> new KmsKey(id.get(), key.get(), region.get()));
  }

  private static Value<GitBranch> branch(Section section) {
    var repository = GitReader.keys(section);
    var file =
        section.optional(
            "file",
            Kinds.matching(
                "a file in the repository",
                "dev/checkpoint",
                "[A-Za-z0-9_-][A-Za-z0-9._/-]*[A-Za-z0-9]"),
            "checkpoint");
    return section.finish(() -> new GitBranch(repository.get(), file.get()));
  }

  private static Value<S3Bucket> bucket(Section section) {
    var bucket =
        section.required(
            "bucket",
            Kinds.matching("a bucket's name", "pipeline-lock-witness", "[a-z0-9][a-z0-9.-]{2,62}"));
    var prefix = section.optional("prefix", Kinds.text("pipeline-lock/"), "");
    var region = section.optional("region", AwsReader.REGION);
    var days = section.optional("keep_days", Kinds.number(1, 36_500, "400"));
    return section.finish(() -> new S3Bucket(bucket.get(), prefix.get(), region.get(), days.get()));
  }

  private static Value<SigningKey> signing(FileValue place, Secret secret) {
    try {
      return Value.of(SigningKey.parse(secret.reveal()));
    } catch (IllegalArgumentException _) {
      return place.wrong(NO_KEY + " in PEM", "create one with 'audit keygen --out FILE'");
    }
  }

  private static Value<VerifyingKey> verifying(FileValue place, String text) {
    try {
      return Value.of(VerifyingKey.parse(text));
    } catch (IllegalArgumentException _) {
      return place.wrong(
          NO_KEY, "write the line that 'audit keygen' or 'aws kms get-public-key' printed");
    }
  }

  /** For one who only checks the record. */
  public static Value<CheckpointSettings> alone(Section section) {
    section.unread(
        List.of(
            "http",
            "record",
            "slack",
            "approvals",
            "environments",
            "pace",
            "frozen",
            "frozen_reason",
            "watch"));
    var checkpoints = section.optional("checkpoints", CHECKPOINTS, CheckpointSettings.NONE);
    return section.finish(checkpoints::get);
  }
}
