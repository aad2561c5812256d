package pipelinelock.diagnosis.look;

import pipelinelock.diagnosis.Diagnosis;

/** A look at an environment at two speeds, for people who only want to see. */
public interface Sight {
  /**
   * What is known within the time that a person waits for a first answer. What has not come by then
   * is named; nothing is decided by it.
   */
  Diagnosis first();

  /** Whether the first already shows all. */
  boolean isWhole();

  /** What the patient look says; the first again where that was whole. */
  Diagnosis whole();

  /** A look that is over. */
  static Sight of(Diagnosis whole) {
    return new Sight() {
      @Override
      public Diagnosis first() {
        return whole;
      }

      @Override
      public boolean isWhole() {
        return true;
      }

      @Override
      public Diagnosis whole() {
        return whole;
      }
    };
  }
}
