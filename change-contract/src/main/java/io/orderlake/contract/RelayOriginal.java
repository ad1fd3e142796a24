package io.orderlake.contract;

/**
 * The original of a reject that is sent again, as member {@code original} of its tag: its exact bytes. They may be no JSON, or have
 * another tag.
 *
 * @param stage where it was rejected. A reject of stage {@code lake} is a record of {@code order-events}, not a change event
 * @param bytes as they were on the stream; not copied
 */
public record RelayOriginal(String stage, byte[] bytes) {

    /** The member's name inside the tag. */
    public static final String MEMBER = "original";

    /** Whether the transformer has processed it already. */
    public boolean isTransformed() {
        return stage.equals("lake");
    }
}
