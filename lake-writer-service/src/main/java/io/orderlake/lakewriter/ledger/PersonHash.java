package io.orderlake.lakewriter.ledger;

import io.orderlake.contract.Person;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Shows to those who know an id whether that person was forgotten. Slow on purpose: there are few ids, and nobody shall try them all. */
public final class PersonHash {

    private static final int SALT_BYTES = 16;
    private static final int ROUNDS = 210_000;
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PersonHash() {}

    public static String salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    public static String of(Person person, String salt) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(person.id().toCharArray(), HexFormat.of().parseHex(salt), ROUNDS, BITS);
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2", e);
        }
    }
}
