import java.io.FileInputStream;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Says of each PDF whether it is PDF/A-2a and PDF/UA-1, and which clauses it breaks; exits 1 where one does. */
public class Validate {
    public static void main(String[] files) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean all = true;
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
                try (FileInputStream in = new FileInputStream(file);
                        PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    all &= result.isCompliant();
                    System.out.println(file + " " + flavour + " " + (result.isCompliant() ? "ok" : "BROKEN"));
                    result.getFailedChecks().forEach((rule, times) ->
                            System.out.println("  " + rule.getClause() + " test " + rule.getTestNumber() + " × " + times));
                }
            }
        }
        System.exit(all ? 0 : 1);
    }
}
