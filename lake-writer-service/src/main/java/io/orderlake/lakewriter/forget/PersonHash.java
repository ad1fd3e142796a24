package io.orderlake.lakewriter.forget;

import io.orderlake.contract.Person;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Who was forgotten, for somebody who has the id to ask: ids are few, so trying them all is made slow. */
final class PersonHash {

    private static final int SALT_BYTES = 16;
    private static final int ROUNDS = 210_000;
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PersonHash() {}

    static String salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    static String of(Person person, String salt) {
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
