export const HELP = `Coatcheck: how a site knows its user, session or token, with the evidence and the risks.

Usage:
  coatcheck audit FILE… [options]   judge the sites in HAR files; - is standard input, .har.gz is read as it is
  coatcheck explain [RULE]          print a rule's page, or the list of rules
  coatcheck decode TOKEN|FILE|-     decode and judge the tokens in an argument, a file or standard input

Options of audit:
  --format text|json|md|sarif       how to write it; text if not said
  --site ORIGIN                     this site alone, such as https://app.example
  --fail-on LEVEL                   exit with 1 if a risk is at or above critical, high, medium, low or info
  --waive RULE                      set a rule's risks aside: they are told and do not count; as often as needed

  -h, --help                        print this
  -V, --version                     print the version

Exit codes: 0 fine, 1 risks at or above the level, 2 bad input or bad options.
No secret is in the output: values are masked. Nothing is sent anywhere.
`;
