import rule from '../../../src/core/rules/jwt-without-issuer.ts';
import { missingClaimCases } from '../../helpers/missing-claim-cases.ts';

missingClaimCases(rule, 'iss');
