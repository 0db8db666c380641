/**
 * Countries of the holiday tables with the regions that have holidays of their own, as the library
 * date-holidays names them, and how many public holidays fall on a Monday to Friday in a year there
 * (mean of 2026 to 2030); a test compares. The library itself is too heavy for reading a contract.
 */
const TABLE = `
AD:11 03:11 07:11; AE:6; AG:9 10:9; AI:12; AL:13; AM:9; AO:9; AR:13; AS:11;
AT:10 1:10 2:10 3:10 4:10 5:10 6:10 7:10 8:10 9:10;
AU:7 ACT:11 NSW:9 NT:11 QLD:10 SA:11 TAS:9 VIC:11 WA:10; AW:10; AX:7; AZ:16;
BA:15 BIH:16 BRC:15 SRP:16; BB:10; BD:10; BE:8 BRU:8 DE:8 VLG:8 WAL:8; BF:11; BG:9; BH:7;
BI:10; BJ:10; BL:10; BM:9; BN:10; BO:10 B:11 C:11 H:11 L:11 N:11 O:11 P:11 S:11 T:11;
BQ:7 BO:10 SA:9 SE:9;
BR:8 AC:11 AL:10 AM:8 AP:10 BA:9 CE:9 DF:9 ES:9 GO:9 MA:9 MG:8 MS:9 MT:7 PA:9 PB:9 PE:8 PI:9 PR:9 RJ:9 RN:9 RO:10 RR:9 RS:9 SC:8 SE:9 SP:8 TO:10;
BS:10; BW:10; BY:7; BZ:12;
CA:4 AB:8 BC:9 MB:7 NB:7 NL:5 NS:6 NT:10 NU:8 ON:9 PE:7 QC:7 SK:9 YT:10; CC:11; CD:8; CF:11;
CG:8;
CH:7 AG:11 AI:10 AR:7 BE:7 BL:8 BS:8 FR:7 GE:8 GL:10 GR:6 JU:11 LU:8 NE:8 NW:8 OW:8 SG:8 SH:8 SO:8 SZ:11 TG:8 TI:12 UR:11 VD:8 VS:10 ZG:7 ZH:8;
CI:11;
CK:11 Aitutaki:11 Atiu:11 Mangaia:11 Manihiki:11 Mitiaro:11 Palmerston:11 Penrhyn:11 Pukapuka:11 Rakahanga:11 Rarotonga:11;
CL:12 AP:13 BI:12 NU:12 TA:12; CM:8; CN:11; CO:17; CR:8; CU:7; CV:10 S:10; CW:10; CX:8; CY:10;
CZ:10; DE:8 BB:8 BE:8 BW:10 BY:10 HB:8 HE:9 HH:8 MV:9 NI:8 NW:9 RP:9 SH:8 SL:10 SN:9 ST:9 TH:9;
DJ:7; DK:7; DM:11; DO:10; DZ:7; EC:10 P:10; EE:7; EG:9; EH:6; ER:12;
ES:8 AN:10 AR:10 AS:10 CB:10 CE:11 CL:10 CM:10 CN:10 CT:11 EX:10 GA:11 IB:11 MC:10 MD:10 ML:10 NC:11 PV:11 RI:10 VC:10;
ET:9; FI:7; FJ:7; FO:11; FR:9 57:10 67:10 68:10 BL:10 GF:9 GP:10 MF:9 MQ:11 RE:10 YT:10; GA:9;
GB:7 ALD:8 ENG:8 NIR:10 SCT:9 WLS:8; GD:11; GE:11; GF:9; GG:8; GH:13; GI:12; GL:10; GM:10;
GN:9; GP:10; GQ:8; GR:9; GT:9 1:9; GU:13; GW:7; GY:10; HK:14; HN:7; HR:10 17:10 19:10; HT:12;
HU:9; IC:10 EH:11 FU:11 GC:10 LA:10 LG:11 LP:10 TE:11; ID:11; IE:9; IL:6; IM:9;
IN:4 AN:4 AP:5 AR:6 AS:6 BR:6 CH:5 CT:6 DD:5 DL:4 DN:4 GA:6 GJ:6 HP:7 HR:8 JK:5 KA:8 KL:7 LD:4 MH:5 ML:7 MN:5 MP:4 MZ:6 NL:5 OR:5 PB:5 PY:5 RJ:6 SK:5 TG:5 TN:5 TR:5 UP:4 UT:4 WB:8;
IR:18; IS:12; IT:9 21:9 25:9 32:10 52:9 62:9 82:9; JE:9; JM:9; JP:15; KE:10; KM:7; KN:11;
KR:12; KY:8; KZ:14; LC:12; LI:12; LK:19; LR:9; LS:9; LT:10; LU:9; LV:10; LY:7; MA:10; MC:10;
MD:8 CA:9 CU:9; ME:18; MF:9; MG:11; MK:10; ML:8; MQ:11; MR:6; MS:11; MT:10; MU:10; MW:11; MX:6;
MY:11 01:12 02:12 03:12 04:12 05:12 06:13 07:12 08:12 09:12 10:12 11:14 12:14 13:12 14:12 15:13 16:12;
MZ:8; NA:10; NC:10; NE:9; NF:12; NG:11; NI:9; NL:6 GR:6 NH:6 ZH:6; NO:9;
NZ:11 AUK:12 BOP:12 CAN:12 CIT:12 GIS:12 HKB:12 MBH:12 MWT:12 NSN:12 NTL:12 OTA:12 STL:12 TAS:12 TKI:12 WGN:12 WKO:12 WTC:12;
PA:10; PE:12 CUS:12; PF:11; PH:10; PK:8 BA:8 GB:8 IS:8 JK:8 KP:8 PB:8 SD:8; PL:9; PM:9; PR:18;
PT:9; PY:10; RE:10; RO:11; RS:8;
RU:8 AD:11 AL:8 BA:10 BEL:8 BRY:8 BU:8 CE:11 CR:12 CU:8 DA:12 IN:9 IRK:8 KB:13 KC:11 KDA:8 KL:9 KO:8 KR:8 MR:8 NO:8 OMS:8 PNZ:8 SA:9 SAR:8 SEV:9 STA:8 TA:11 TY:9 ZAB:8;
RW:11; SA:3; SC:9; SD:6; SE:7; SG:8; SH:8 AC:9 HL:8 TA:9; SI:10; SJ:9; SK:9; SL:9; SM:13;
SN:11; SO:6 AW:6 SA:6 SO:6 TO:6 WO:6; SR:12; SS:8; ST:8; SV:6 SS:7; SX:10; SZ:12; TC:12; TD:8;
TG:11; TH:10; TN:9; TO:10; TR:7; TT:11; TW:10; TZ:11; UA:12; UG:11;
US:11 AK:12 AL:13 AR:11 AZ:11 CA:11 CO:11 CT:12 DC:11 DE:11 FL:11 GA:12 HI:14 IA:11 ID:11 IL:14 IN:15 KS:10 KY:12 LA:13 MA:13 MD:12 ME:12 MI:12 MN:11 MO:12 MS:12 MT:13 NC:12 ND:11 NE:12 NH:11 NJ:13 NM:12 NV:12 NY:13 OH:11 OK:12 OR:11 PA:11 RI:12 SC:12 SD:11 TN:12 TX:13 UT:11 VA:11 VT:13 WA:11 WI:13 WV:13 WY:11;
UY:6; UZ:9; VA:20; VC:11; VE:12 B:12 G:12 K:13 M:12 N:12 S:12 V:13; VG:14; VI:16; VN:5; VU:14;
WF:11; XK:7; YT:10; ZA:10; ZM:13; ZW:9;
`;

const tokensOf = (entry: string): readonly (readonly [code: string, days: number])[] =>
  entry
    .trim()
    .split(/\s+/)
    .map((token) => {
      const [code = "", days] = token.split(":");
      return [code, Number(days)];
    });

const entries = TABLE.split(";")
  .filter((entry) => entry.trim() !== "")
  .map(tokensOf);

/** Country code → codes of its regions. */
export const holidayRegions: ReadonlyMap<string, readonly string[]> = new Map(
  entries.map(([country, ...regions]) => [country![0], regions.map(([code]) => code)]),
);

const daysByCode: ReadonlyMap<string, number> = new Map(
  entries.flatMap(([country, ...regions]) => [
    country!,
    ...regions.map(([code, days]) => [`${country![0]}-${code}`, days] as const),
  ]),
);

/** Public holidays from Monday to Friday in a mean year, for "FR" or "DE-BY"; null where the tables do not know the code. */
export const holidaysPerYear = (code: string): number | null => daysByCode.get(code) ?? null;
