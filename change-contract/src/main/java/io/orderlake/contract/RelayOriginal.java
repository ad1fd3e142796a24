package io.orderlake.contract;

/**
 * The original of a reject that is sent again, as member {@code original} of its tag: its exact bytes, which may be no JSON, or
 * bear another tag.
 *
 * @param stage where it was rejected; what stage {@code lake} rejected is no change event but a record of {@code order-events}
 * @param bytes as they stood on the stream; not copied
 */
public record RelayOriginal(String stage, byte[] bytes) {

    /** The member's name inside the tag. */
    public static final String MEMBER = "original";

    /** Whether the transformer has been passed already. */
    public boolean isTransformed() {
        return stage.equals("lake");
    }
}
