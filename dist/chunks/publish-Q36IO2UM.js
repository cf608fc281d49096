import{createRequire as __r}from'node:module';import{fileURLToPath as __f}from'node:url';import{dirname as __d}from'node:path';
const require=__r(import.meta.url);const __filename=__f(import.meta.url);const __dirname=__d(__filename);
import {
  build,
  publish
} from "./chunk-7VWQL6NU.js";
import "./chunk-WIVNLOOR.js";
import "./chunk-6JLZVMD2.js";
import "./chunk-MUM6QQLH.js";
import "./chunk-AYN44ZZX.js";
import "./chunk-SRBVNOHH.js";
import "./chunk-BDJKN63C.js";
import "./chunk-ITCWL7OG.js";
import "./chunk-IXXR3K4P.js";
import "./chunk-L3K6LP46.js";
import "./chunk-DWWFIPOT.js";
import "./chunk-RPGOALWW.js";
import "./chunk-HK3S7BO6.js";
import "./chunk-BMQL7HQC.js";
import "./chunk-3AC5QX52.js";
import "./chunk-KL6IPUUD.js";
import "./chunk-SBSHVBW7.js";
import "./chunk-ARO56RJJ.js";
import "./chunk-I7FKXDV7.js";
import "./chunk-CMAMZ6TD.js";
import "./chunk-2BH5LFGV.js";
import "./chunk-J3GAEHAW.js";
import "./chunk-RL5XKQ36.js";
import "./chunk-EJ4Q5POY.js";
import "./chunk-2QURNYTC.js";
import "./chunk-3O3MKMDW.js";
import "./chunk-HCQJNT53.js";
import "./chunk-KRPH4DOV.js";
import "./chunk-HOLSBB6Y.js";
import "./chunk-OGUUQAP4.js";
import "./chunk-PYDIKN75.js";
import "./chunk-6B3YW2DB.js";
import "./chunk-LDCCIARK.js";
import "./chunk-5QFFY7M7.js";
import "./chunk-MJSS5T6T.js";
import "./chunk-OUWR3K5F.js";
import "./chunk-MP3Q6EYL.js";
import "./chunk-JPAOHPAT.js";
import "./chunk-CLCL23LZ.js";
import "./chunk-VABBSJFU.js";
import "./chunk-XRWBEMI4.js";
import "./chunk-ZRM25W27.js";
import "./chunk-5E52G6QN.js";
import "./chunk-DX2EXFTF.js";
export {
  build,
  publish
};
