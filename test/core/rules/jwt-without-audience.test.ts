import rule from '../../../src/core/rules/jwt-without-audience.ts';
import { missingClaimCases } from '../../helpers/missing-claim-cases.ts';

missingClaimCases(rule, 'aud');
